// Whether this document gets a preload: that of a sandboxed window runs in its top frame only, and the empty page before
// the app's page is nobody's.

export function hasPreload(): boolean {
  return window === window.top && !location.hostname.endsWith('.stand-in.invalid');
}
