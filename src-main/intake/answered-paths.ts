// The files that an earlier run has answered, by their paths for people. A path can be named twice, and two names
// that are no valid UTF-8 can look alike: so many answers as there are cover so many files, in the order of the walk.

export interface AnsweredPaths {
  readonly isEmpty: boolean;
  /** True where this file was answered; each answer covers one file. */
  take(path: string): boolean;
}

export function answeredPathsOf(paths: readonly string[]): AnsweredPaths {
  const answers = new Map<string, number>();
  for (const path of paths) answers.set(path, (answers.get(path) ?? 0) + 1);
  return {
    isEmpty: paths.length === 0,
    take: (path) => {
      const left = answers.get(path) ?? 0;
      if (left === 0) return false;
      answers.set(path, left - 1);
      return true;
    },
  };
}
