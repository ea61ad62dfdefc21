// What a second instance and the system hand to a running window: heard from the first moment, and kept until there is
// a window to take it.
import type { App } from 'electron';
import { z } from 'zod';

const handedOverSchema = z.object({
  paths: z.array(z.string()),
  /** Nobody wants to see the window: a command, or a start with the computer where this one runs already. */
  isHidden: z.boolean().default(false),
});

/** What a second instance hands to the first. */
export type HandedOver = z.input<typeof handedOverSchema>;

/** The returned function says who takes it; called with no path by who only wants to see the window. */
export function hearHandOvers(app: App): (take: (paths: readonly string[]) => void) => void {
  const early: string[] = [];
  let take = (paths: readonly string[]): void => void early.push(...paths);
  app.on('second-instance', (_event, _argv, _workingFolder, handedOver: unknown) => {
    const { paths = [], isHidden = false } = handedOverSchema.safeParse(handedOver).data ?? {};
    if (paths.length > 0 || !isHidden) take(paths);
  });
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
