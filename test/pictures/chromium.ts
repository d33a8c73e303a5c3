// Takes pictures of pages with a headless Chromium, and writes them as small PNGs.

import { existsSync } from "node:fs";
import process from "node:process";
import { type Browser, chromium } from "playwright-core";
import sharp from "sharp";

const DEFAULT_PATH = "/usr/bin/chromium";
/** Grey edges of letters instead of coloured ones, so that the palette suffices. */
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-lcd-text"];

/** The browser named by CHROMIUM, else Debian's; null where there is none. */
export function chromiumPath(): string | null {
  const path = process.env["CHROMIUM"] ?? DEFAULT_PATH;
  return existsSync(path) ? path : null;
}

/** Says what to do where `chromiumPath` gives null. */
export const NO_CHROMIUM = `No Chromium at ${process.env["CHROMIUM"] ?? DEFAULT_PATH}: install it (Debian: apt-get install chromium) or name one in CHROMIUM.`;

/** Starts the browser; close it after the last picture. @throws Error where it does not start */
export function openChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}

/** Returns a PNG of the whole page at this width, in CSS pixels; `scale` multiplies the picture's own. At most 256 colours. */
export async function takePicture(browser: Browser, html: string, width: number, scale = 1): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width, height: 100 }, deviceScaleFactor: scale });
  try {
    await page.setContent(html);
    return await smallPng(await page.screenshot({ fullPage: true }));
  } finally {
    await page.close();
  }
}

/** Makes a PNG smaller: at most 256 colours. */
export function smallPng(png: Buffer): Promise<Buffer> {
  return sharp(png).png({ palette: true, compressionLevel: 9, effort: 10, dither: 0 }).toBuffer();
}
