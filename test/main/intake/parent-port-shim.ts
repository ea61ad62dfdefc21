// Loaded before the intake's entry in a forked Node program: gives it the port that Electron gives a utility process.
import { EventEmitter } from 'node:events';

const port = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => {
    process.send?.(message);
  },
});

// What comes before the entry listens waits for it, as in Electron: Node stops reading while nobody listens.
port.on('newListener', (name) => {
  if (name !== 'message' || port.listenerCount('message') > 0) return;
  process.on('message', (data) => port.emit('message', { data, ports: [] }));
});
process.on('disconnect', () => process.exit());
Object.assign(process, { parentPort: port });
