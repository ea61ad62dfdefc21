// What main asks of the face, kept until there is a face that hears it: a page is loaded before its face is drawn, and it
// is loaded again after its death.
import type { WebContents } from 'electron';
import type { TellChannel } from '../../src-worker/contract/desktop-channels.ts';
import type { PageOrder } from '../../src-worker/contract/page-orders.ts';

const channel = 'page:order' satisfies TellChannel;

export interface FaceOrders {
  /** Of those that wait, the last one counts; how the pause stands a new face asks by itself. */
  tell(order: PageOrder): void;
  faceReady(): void;
  /** A new page, whose face is still to come. */
  pageCame(): void;
}

export function createFaceOrders(page: Pick<WebContents, 'send'>): FaceOrders {
  let isReady = false;
  let waiting: PageOrder | null = null;
  return {
    tell(order) {
      if (isReady) page.send(channel, order);
      else if (order.kind !== 'imports_paused') waiting = order;
    },
    faceReady() {
      isReady = true;
      if (waiting !== null) page.send(channel, waiting);
      waiting = null;
    },
    pageCame() {
      isReady = false;
    },
  };
}
