// What a second instance and the system hand to a running window: heard from the first moment, and kept until there is
// a window to take it.
import type { App } from 'electron';
import { z } from 'zod';

const handedOverSchema = z.object({ paths: z.array(z.string()) });

/** What a second instance hands to the first. */
export type HandedOver = z.infer<typeof handedOverSchema>;

/** The returned function says who takes it; called with no path by who only wants to see the window. */
export function hearHandOvers(app: App): (take: (paths: readonly string[]) => void) => void {
  const early: string[] = [];
  let take = (paths: readonly string[]): void => void early.push(...paths);
  app.on('second-instance', (_event, _argv, _workingFolder, handedOver: unknown) =>
    take(handedOverSchema.safeParse(handedOver).data?.paths ?? []),
  );
  // macOS names what is opened with the app by this, one by one, also before it is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    take([path]);
  });
  return (newTake) => {
    take = newTake;
    if (early.length > 0) take(early.splice(0));
  };
}
