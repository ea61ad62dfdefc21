// The intakes of this app: one for what is named and for folders, and one more for each removable volume and for each folder that
// hung, so that what hangs or vanishes costs nobody else a thing. Which of them an import belongs to is known here and nowhere else.
import type { Intake } from './intake/intake-host.ts';
import type { StageOrder } from './intake/stage-order.ts';

export interface Intakes {
  readonly shared: Intake;
  /** A process of its own, which starts with the first thing to do. */
  open(sourceId: string): Intake;
  /** Ends it; what it copied whole is told, and what it was copying is copied again when its source comes back. */
  close(sourceId: string): void;
  /** From now on this import is staged by that source's intake. */
  assign(importId: string, sourceId: string): void;
  /** Nobody asks for its files any more. */
  ended(importId: string): void;
  stage(order: StageOrder): void;
  callOff(importId: string): void;
  released(fileId: string): void;
  notKnown(fileId: string): void;
  stop(): void;
}

/** `start`: by a word that no two have. */
export function openIntakes(start: (owner: string) => Intake): Intakes {
  const shared = start('shared');
  const own = new Map<string, Intake>();
  const sourceOf = new Map<string, string>();
  let opened = 0;

  const intakeOf = (importId: string): Intake => own.get(sourceOf.get(importId) ?? '') ?? shared;
  const all = (): readonly Intake[] => [shared, ...own.values()];

  return {
    shared,
    open(sourceId) {
      const known = own.get(sourceId);
      if (known !== undefined) return known;
      opened += 1;
      const intake = start(`device${String(opened)}`);
      own.set(sourceId, intake);
      return intake;
    },
    close(sourceId) {
      const intake = own.get(sourceId);
      own.delete(sourceId);
      intake?.leave();
    },
    assign: (importId, sourceId) => void sourceOf.set(importId, sourceId),
    ended: (importId) => void sourceOf.delete(importId),
    stage(order) {
      const intake = intakeOf(order.importId);
      // Its device went between the scan and now: another process knows nothing of what that scan found.
      intake.stage(order);
    },
    callOff: (importId) => intakeOf(importId).callOff(importId),
    // Whose file it is, each knows by itself.
    released: (fileId) => all().forEach((intake) => intake.released(fileId)),
    notKnown: (fileId) => all().forEach((intake) => intake.notKnown(fileId)),
    stop: () => all().forEach((intake) => intake.stop()),
  };
}
