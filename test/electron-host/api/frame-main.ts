// Electron's WebFrameMain as far as a sender check needs it. Only top frames speak over IPC here.
import { honest } from '../page/honest.ts';
import { originOf } from '../scheme-urls.ts';

export type FrameMain = Readonly<Pick<Electron.WebFrameMain, 'url' | 'origin' | 'name'>> & {
  readonly parent: null;
};

export function topFrame(url: string): FrameMain {
  return honest('WebFrameMain', { url, origin: originOf(url), name: '', parent: null });
}
