// Node's part of webUtils.getPathForFile: the page stops at a breakpoint with the file in hand, we ask Chromium where
// the file lies, write the path into the stopped function and let it go on (see page/isolated-world.ts).
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { debugLog } from '../debug-log.ts';
import { worldSecret } from './page-scripts.ts';

export async function answerFilePaths(session: CdpSession): Promise<void> {
  session.on('Debugger.paused', ({ callFrames }) => {
    const [top] = callFrames;
    const answered =
      top?.functionName === 'getPathForFile' ? answer(session, top.callFrameId) : Promise.resolve();
    answered.catch((error: unknown) => debugLog(error)).finally(() => session.tell('Debugger.resume'));
  });
  await session.send('Debugger.enable');
}

async function answer(session: CdpSession, callFrameId: string): Promise<void> {
  const evaluate = async (expression: string) =>
    (await session.send('Debugger.evaluateOnCallFrame', { callFrameId, expression })).result;

  // A page may write a function of this name; it does not know the secret.
  const proof = await evaluate('asked.proof');
  if (proof.value !== worldSecret) return;
  const { objectId } = await evaluate('asked.file');
  if (objectId === undefined) return;
  const { path } = await session.send('DOM.getFileInfo', { objectId });
  await evaluate(`asked.path = ${JSON.stringify(path)}`);
}
