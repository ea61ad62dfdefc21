// The load of a page that is under way: one at a time, the next one aborts it.
import { deferred, type Deferred } from '../deferred.ts';
import { loadError } from './load-error.ts';

export class PageLoad {
  private current: { readonly url: string; readonly done: Deferred<undefined> } | null = null;

  get isUnderWay(): boolean {
    return this.current !== null;
  }

  /** Settles as the load does. */
  begin(url: string): Promise<undefined> {
    this.fail('net::ERR_ABORTED');
    const done = deferred<undefined>();
    // Not everybody who starts a load waits for it.
    done.promise.catch(() => undefined);
    this.current = { url, done };
    return done.promise;
  }

  finish(): void {
    this.current?.done.resolve(undefined);
    this.current = null;
  }

  /** @param errorText as Chromium words it. */
  fail(errorText: string): void {
    const failed = this.current;
    this.current = null;
    failed?.done.reject(loadError(errorText, failed.url));
  }

  /** Whatever becomes of it. */
  async settled(): Promise<void> {
    await this.current?.done.promise.catch(() => undefined);
  }
}
