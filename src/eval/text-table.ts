// Lays out rows of cells as aligned plain text.
/** Aligns columns, the first to the left and the others to the right; two spaces between them, none at line ends. */
export function alignRows(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, Array.from(cell).length);
    }
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const gap = " ".repeat((widths[column] ?? 0) - Array.from(cell).length);
        return column === 0 ? cell + gap : gap + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** Four decimals, "–" if there is nothing to measure. */
export function formatValue(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : value.toFixed(4);
}

/** A bar of up to `width` blocks for a share of 0..1. */
export function drawBar(share: number, width: number): string {
  return "█".repeat(Math.round(Math.min(1, Math.max(0, share)) * width));
}
