// The life of an Electron main process, where Node's differs: it goes on without anything to do, a forgotten rejection
// is a warning, an uncaught error is shown and survived, and a signal quits like a person would.
import { app } from './api/app.ts';
import { complain } from './complain.ts';

/** Past any run: only there to keep the process alive. */
const farAway = 2 ** 30;

export function keepElectronHours(): void {
  setInterval(() => undefined, farAway);

  process.on('unhandledRejection', (reason) => {
    if (process.listenerCount('unhandledRejection') > 1) return; // the app has its own
    complain('UnhandledPromiseRejectionWarning:', reason);
  });
  process.on('uncaughtException', (error) => {
    if (process.listenerCount('uncaughtException') > 1) return;
    complain('A JavaScript error occurred in the main process', error);
  });
  // Where nobody reads what is complained of, nobody reads the complaint about that either: it would never end.
  process.stderr.on('error', () => undefined);

  let signalled = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Whoever asks twice does not want to wait for the app's listeners.
      if (signalled) app.exit(1);
      signalled = true;
      app.quit();
    });
  }
}
