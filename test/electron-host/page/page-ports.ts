// MessagePorts that reach into Node. The page gets one end of a real channel, which it may hand on to a worker; the
// other end stays here and its messages travel over the host line under the port's id.
import type { HostLine } from './host-line.ts';

export interface PagePorts {
  /** A fresh port for the page, bridged to the port that Node knows by this id. */
  readonly open: (id: string) => MessagePort;
  /** Bridges a port that the page gave away; answers the id under which Node will know it. */
  readonly bridge: (port: MessagePort) => string;
  deliver(id: string, message: unknown, ports: readonly string[]): void;
  close(id: string): void;
}

export function createPagePorts(line: HostLine): PagePorts {
  const bridged = new Map<string, MessagePort>();

  const bridgeAs = (id: string, port: MessagePort): void => {
    bridged.set(id, port);
    port.onmessage = ({ data, ports }) => {
      line.tell({ kind: 'port_message', port: id, message: data as unknown, ports: ports.map(bridge) });
    };
    port.addEventListener('close', () => {
      if (bridged.delete(id)) line.tell({ kind: 'port_closed', port: id });
    });
  };

  const bridge = (port: MessagePort): string => {
    const id = `page-${crypto.randomUUID()}`;
    bridgeAs(id, port);
    return id;
  };

  const open = (id: string): MessagePort => {
    const channel = new MessageChannel();
    bridgeAs(id, channel.port1);
    return channel.port2;
  };

  return {
    open,
    bridge,
    deliver: (id, message, ports) => bridged.get(id)?.postMessage(message, ports.map(open)),
    close: (id) => {
      bridged.get(id)?.close();
      bridged.delete(id);
    },
  };
}
