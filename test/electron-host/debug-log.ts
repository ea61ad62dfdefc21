// What the stand-in does, step by step, for the person who repairs it: COOLDOWN_HOST_DEBUG=1.

const wanted = process.env['COOLDOWN_HOST_DEBUG'] === '1';

export function debugLog(...parts: readonly unknown[]): void {
  if (!wanted) return;
  const words = parts.map((part) => (part instanceof Error ? part.message : String(part)));
  process.stderr.write(`[electron stand-in ${Math.round(performance.now())} ms] ${words.join(' ')}\n`);
}
