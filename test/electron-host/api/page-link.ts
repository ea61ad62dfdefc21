// The line to a page's isolated world, over whichever document is loaded at the time: messages out and in, and the
// ports that live in that document. Only the top frame's isolated world is heard.
import { randomUUID } from 'node:crypto';
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { codec } from '../node-codec.ts';
import { receiveGlobal, type HostMessage, type PageMessage } from '../page/host-messages.ts';
import { MessageChannelMain, type MessagePortMain, type PortEnd } from './message-ports.ts';
import { bindingName, isolatedWorldName } from './page-scripts.ts';

export interface PageLink {
  /** Goes to the document that is loaded now; where there is none it is lost, as in Electron. */
  tell(message: HostMessage): void;
  /** Moves ports into the page along with the message that tells it their ids. */
  tellWithPorts(ports: readonly MessagePortMain[], message: (ids: readonly string[]) => HostMessage): void;
  /** Makes main's ends of ports that came from the page. */
  receivePorts(ids: readonly string[]): readonly MessagePortMain[];
  /** The document is gone, and its ports with it. */
  cut(): void;
}

export type DocumentMessage = Exclude<PageMessage, { kind: 'port_message' | 'port_closed' }>;

export interface PageLinkParts {
  readonly session: CdpSession;
  readonly topFrameId: string;
  /** What is not about ports. The answer goes to the document that spoke, and to no later one. */
  readonly hear: (message: DocumentMessage, answer: (message: HostMessage) => void) => void;
}

/** The isolated world of one document. */
interface World {
  readonly id: number;
  readonly uniqueId: string;
}

export function openPageLink({ session, topFrameId, hear }: PageLinkParts): PageLink {
  const ends = new Map<string, PortEnd>();
  let world: World | null = null;

  session.on('Runtime.executionContextCreated', ({ context }) => {
    const { frameId } = (context.auxData ?? {}) as { frameId?: string }; // documented so, typed as object
    if (context.name !== isolatedWorldName || frameId !== topFrameId) return;
    cut();
    world = { id: context.id, uniqueId: context.uniqueId };
  });
  session.on('Runtime.executionContextDestroyed', ({ executionContextUniqueId }) => {
    if (executionContextUniqueId === world?.uniqueId) cut();
  });
  session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== bindingName || executionContextId !== world?.id) return;
    dispatch(codec.decode(payload) as PageMessage, world); // written by the isolated world's half
  });

  const dispatch = (message: PageMessage, speaker: World): void => {
    if (message.kind === 'port_message') {
      ends.get(message.port)?.other?.deliver(message.message, receivePorts(message.ports));
    } else if (message.kind === 'port_closed') {
      const end = ends.get(message.port);
      ends.delete(message.port);
      end?.other?.otherClosed();
    } else {
      const { uniqueId } = speaker;
      hear(message, (answer) => {
        if (world?.uniqueId === uniqueId) tell(answer);
      });
    }
  };

  const tell = (message: HostMessage): void => {
    if (world === null) return;
    const expression = `${receiveGlobal}(${JSON.stringify(codec.encode(message))})`;
    session.tell('Runtime.evaluate', { expression, uniqueContextId: world.uniqueId });
  };

  const createEnd = (id: string): PortEnd => {
    const end: PortEnd = {
      other: null,
      deliver: (message, ports) =>
        tellWithPorts(ports, (ids) => ({ kind: 'port_message', port: id, message, ports: ids })),
      otherClosed: () => {
        ends.delete(id);
        tell({ kind: 'port_closed', port: id });
      },
    };
    ends.set(id, end);
    return end;
  };

  const tellWithPorts: PageLink['tellWithPorts'] = (ports, message) => {
    if (world === null) {
      for (const port of ports) port.close();
      return;
    }
    const ids = ports.map(() => `main-${randomUUID()}`);
    // First the message, then the hand-over: it sends what is queued in the port, under an id the page must know.
    tell(message(ids));
    ports.forEach((port, index) => port.handOver(createEnd(ids[index] ?? '')));
  };

  const receivePorts: PageLink['receivePorts'] = (ids) =>
    ids.map((id) => {
      const { port1, port2 } = new MessageChannelMain();
      port2.handOver(createEnd(id));
      return port1;
    });

  const cut = (): void => {
    world = null;
    const dead = [...ends.values()];
    ends.clear();
    for (const { other } of dead) other?.otherClosed();
  };

  return { tell, tellWithPorts, receivePorts, cut };
}
