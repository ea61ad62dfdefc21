// The contract's utility process: listens late on purpose, answers, and ends as it is told.
import { setTimeout as pause } from 'node:timers/promises';

type Order =
  { readonly order: 'exit'; readonly code: number } | { readonly order: 'echo'; readonly value: unknown };

await pause(200);
process.parentPort.on('message', ({ data }) => {
  const given = data as Order; // the spec's own words
  switch (given.order) {
    case 'exit':
      return process.exit(given.code);
    case 'echo':
      return process.parentPort.postMessage({ echo: given.value, args: process.argv.slice(2) });
  }
});
