// The version of a file, `<c>/<instant>/<rrrr>` (domain 3), as a person can read it: how far it goes, and whether it is whole.

interface FileVersion {
  readonly isWhole: boolean;
  /** The latest moment recorded. */
  readonly until: string;
}

const pattern = /^(?<whole>[01])\/(?<until>\d{4}-\d{2}-\d{2}T[\d:.]+Z)\//i;

/** null for versions of other kinds: a connector's own marker. */
export function parseFileVersion(version: string): FileVersion | null {
  const { whole, until } = pattern.exec(version)?.groups ?? {};
  if (whole === undefined || until === undefined || Number.isNaN(Date.parse(until))) return null;
  return { isWhole: whole === '1', until };
}
