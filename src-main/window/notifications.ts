// Notifications of the system: gathers what is new for a quiet while, and says it in one.
import { Notification } from 'electron';
import { dueAtMs, gather, noticeOf, type Gathering, type ImportNews, type Notice } from './bundle-news.ts';

export interface Notifications {
  /** Held back until it is quiet. */
  gather(news: ImportNews): void;
  /** At once. False where the system takes no notifications. */
  say(notice: Notice): boolean;
  stop(): void;
}

interface NotificationParts {
  readonly nowMs: () => number;
  /** Asked when it is time to tell. */
  readonly isWanted: () => boolean;
  readonly onClick: (notice: Notice) => void;
}

export function openNotifications({ nowMs, isWanted, onClick }: NotificationParts): Notifications {
  let gathering: Gathering | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** Held, or a click on one that was cleared from memory would be heard by nobody. */
  const shown = new Set<Notification>();

  const say = (notice: Notice): boolean => {
    if (!Notification.isSupported()) return false;
    const notification = new Notification({ title: notice.title, body: notice.body });
    notification.on('click', () => onClick(notice));
    for (const ended of ['click', 'close', 'failed'] as const) {
      // One listener's types differ from the next one's; none of its arguments is read.
      notification.on(ended as 'close', () => shown.delete(notification));
    }
    shown.add(notification);
    notification.show();
    return true;
  };

  const tell = (): void => {
    timer = null;
    const told = gathering;
    gathering = null;
    if (told !== null && isWanted()) say(noticeOf(told));
  };

  return {
    gather(news) {
      gathering = gather(gathering, news, nowMs());
      if (gathering === null) return;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(tell, Math.max(0, dueAtMs(gathering) - nowMs()));
      timer.unref();
    },
    say,
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
