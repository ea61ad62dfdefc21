// Who a bearer token is: a small file beside the database, in which tokens lie hashed. It is read again whenever it changed, so
// that a token can be given, or taken back, while the server runs.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const tokenSchema = z.object({
  /** Of the athlete, as whoever runs the server calls them. */
  name: z.string(),
  athlete_id: z.uuid(),
  /** An operator's opens the rollout, and no athlete's data. */
  role: z.enum(['athlete', 'operator']),
  /** 64 hex digits */
  sha256: z.string(),
  created_at: z.iso.datetime(),
});
export type TokenHolder = Pick<z.output<typeof tokenSchema>, 'name' | 'athlete_id' | 'role'>;

const fileSchema = z.object({ format: z.literal(1), tokens: z.array(tokenSchema) });

/** Random beyond guessing, so one round of hashing is enough. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** A new token; said here, and nowhere else ever. Another one of the same name opens the same athlete's data. */
export function issueToken(
  file: string,
  holder: { readonly name: string; readonly role?: TokenHolder['role']; readonly now: Date },
): string {
  const { name, role = 'athlete', now } = holder;
  const tokens = readTokens(file);
  const same = tokens.find((token) => token.name === name && token.role === role);
  const token = `cooldown_${randomBytes(32).toString('base64url')}`;
  const added = {
    name,
    role,
    athlete_id: same?.athlete_id ?? randomUUID(),
    sha256: hashOf(token),
    created_at: now.toISOString(),
  };
  writeTokens(file, [...tokens, added]);
  return token;
}

/** All tokens of this name are worth nothing from now on; how many there were. */
export function revokeTokens(file: string, name: string): number {
  const tokens = readTokens(file);
  const kept = tokens.filter((token) => token.name !== name);
  writeTokens(file, kept);
  return tokens.length - kept.length;
}

export const athletesOf = (file: string): readonly TokenHolder[] =>
  readTokens(file).filter(({ role }) => role === 'athlete');

/** Null where nobody has this token. */
export type FindHolder = (token: string) => TokenHolder | null;

export function tokenBook(file: string): FindHolder {
  let known = new Map<string, TokenHolder>();
  let readAt = '';
  return (token) => {
    const stamp = stampOf(file);
    if (stamp !== readAt) {
      known = new Map(readTokens(file).map((each) => [each.sha256, each]));
      readAt = stamp;
    }
    return known.get(hashOf(token)) ?? null;
  };
}

/** A replaced file has another inode, however quickly it was replaced. */
function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? 'none' : `${found.ino} ${found.mtimeNs} ${found.size}`;
}

function readTokens(file: string): z.output<typeof fileSchema>['tokens'] {
  if (stampOf(file) === 'none') return [];
  return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).tokens;
}

function writeTokens(file: string, tokens: z.output<typeof fileSchema>['tokens']): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.new`;
  writeFileSync(temporary, `${JSON.stringify({ format: 1, tokens }, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}
