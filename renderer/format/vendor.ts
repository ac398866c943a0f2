const vendors: Record<string, string> = {
  amd: 'AMD',
  nvidia: 'NVIDIA',
  intel: 'Intel',
  apple: 'Apple',
  habana: 'Intel Gaudi',
  other: 'Other',
};

/** A GPU maker's name as it writes it. */
export function vendorName(vendor: string): string {
  return vendors[vendor] ?? vendor;
}
