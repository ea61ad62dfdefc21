// A promise with its handles, until Node 22 is the oldest we run on (Promise.withResolvers).

export interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

export function deferred<T>(): Deferred<T> {
  const handles: Partial<Deferred<T>> = {};
  const promise = new Promise<T>((resolve, reject) => Object.assign(handles, { resolve, reject }));
  return Object.assign(handles, { promise }) as Deferred<T>; // both are set before the constructor returns
}

export function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | 'timeout'> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve('timeout'), milliseconds);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
