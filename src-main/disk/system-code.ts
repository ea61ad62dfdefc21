// What the operating system answered, by its own short name (`ENOSPC`); `UNKNOWN` where it was not the system.

export function systemCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}
