// Which addresses are of the public internet: one of every block of IANA's special-purpose registries, and borders.
import { describe, expect, it } from "vitest";
import { refuseAddress } from "../../src/fetch/addresses.js";

const forbidden = `
  0.0.0.0 0.255.255.255 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.255 169.254.0.1
  169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255
  198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
  168.63.129.16
  :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1
  64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::
  2002:808:808::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 febf::1 fec0::1 ff02::1 ff0e::1
  4000::1 8000::1
  localhost 1.2.3 256.1.1.1
`;
const open = `
  1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 93.184.216.34 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
  172.15.255.255 172.32.0.0 192.167.255.255 192.169.0.0 223.255.255.255
  2606:4700:4700::1111 2a00:1450:4001::1 2001:4860:4860::8888 ::ffff:8.8.8.8 64:ff9b::808:808
`;
const list = (text: string) => text.trim().split(/\s+/);

describe("addresses", () => {
  it.each(list(forbidden))("refuses %s and says what it is", (address) => {
    expect(refuseAddress(address)).toEqual(expect.any(String));
  });

  it.each(list(open))("lets %s pass", (address) => {
    expect(refuseAddress(address)).toBeNull();
  });
});
