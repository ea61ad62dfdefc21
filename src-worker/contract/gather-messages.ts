// What is said by the hundred leaves together; whatever else is said leaves at once, behind all that was said before it.

export interface GatheredLine<Message> {
  readonly say: (message: Message) => void;
  /** What waits, now. */
  readonly flush: () => void;
}

export function gatherMessages<Message>(parts: {
  /** May wait a moment for others. */
  readonly comesInCrowds: (message: Message) => boolean;
  readonly send: (messages: readonly Message[]) => void;
  /** Calls it in a moment. */
  readonly soon: (work: () => void) => void;
}): GatheredLine<Message> {
  let waiting: Message[] = [];
  const flush = (): void => {
    const messages = waiting;
    waiting = [];
    if (messages.length > 0) parts.send(messages);
  };
  return {
    say(message) {
      waiting.push(message);
      if (!parts.comesInCrowds(message)) flush();
      else if (waiting.length === 1) parts.soon(flush);
    },
    flush,
  };
}
