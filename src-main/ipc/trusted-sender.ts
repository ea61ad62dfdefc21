// Who may speak to main: the top frame of a window that main made, showing the app's own page.

export interface Sender {
  /** `null` where the frame is already gone. */
  readonly frameUrl: string | null;
  readonly isTopFrame: boolean;
  readonly isOwnWindow: boolean;
}

export function isTrustedSender(sender: Sender, appOrigin: string): boolean {
  return sender.isOwnWindow && sender.isTopFrame && (sender.frameUrl?.startsWith(`${appOrigin}/`) ?? false);
}
