// Empties an origin's storage. Chromium does it only through a page, so a hidden one is opened for it: the app's own
// may be closed, or crashed.
import type { CdpConnection } from './cdp-connection.ts';

interface WhatToClear {
  readonly origin: string;
  /** As the protocol's Storage domain names them. */
  readonly types: readonly string[];
}

export async function clearOriginData(
  connection: CdpConnection,
  { origin, types }: WhatToClear,
): Promise<void> {
  const targetId = await openHiddenPage(connection);
  try {
    const { sessionId } = await connection.send('Target.attachToTarget', { targetId, flatten: true });
    await connection.session(sessionId).send('Storage.clearDataForOrigin', {
      origin,
      storageTypes: types.join(','),
    });
  } finally {
    connection.tell('Target.closeTarget', { targetId });
  }
}

async function openHiddenPage(connection: CdpConnection): Promise<string> {
  const blank = { url: 'about:blank', background: true };
  const { targetId } = await connection
    .send('Target.createTarget', { ...blank, hidden: true })
    // Chromium hides a page only beside one that is open.
    .catch(() => connection.send('Target.createTarget', { ...blank, newWindow: true }));
  return targetId;
}
