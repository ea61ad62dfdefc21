// `npm run upstream`: the reference upstream in one command, its tokens, and its verdict on itself.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './judge.ts';
import { openDatabase, startUpstream, tokensFile } from './start-upstream.ts';
import { athletesOf, issueToken, revokeTokens } from './tokens.ts';

const usage = `npm run upstream                            serves on this machine until it is stopped (Ctrl+C)
npm run upstream -- token NAME              prints a new token for the athlete NAME; it is shown once
npm run upstream -- token NAME --operator   one that opens no athlete's data
npm run upstream -- revoke NAME             takes back all tokens of NAME
npm run upstream -- judge                   counts what was lost and what came twice, while nothing is serving

  --folder FOLDER    where data, tokens and flags lie (else in your home, .local/share/cooldown-upstream)
  --port PORT        where it serves (else 8790)
  --sign-with FILE   a PEM file with an Ed25519 key: answers about flags are signed with it

With DATABASE_URL=postgres://… the data lie in that PostgreSQL, else in the folder (PGlite).
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string' },
    port: { type: 'string', default: '8790' },
    operator: { type: 'boolean', default: false },
    'sign-with': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
/** Where the person typed: npm itself goes to the repository. */
const here = (path: string): string => resolve(process.env['INIT_CWD'] ?? '.', path);
const folder = here(values.folder ?? join(homedir(), '.local/share/cooldown-upstream'));
const databaseUrl = process.env['DATABASE_URL'];
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

process.exitCode = await run(positionals).catch((error: unknown) => {
  // Another process has the data open, the port is taken, the database does not answer.
  complain(error instanceof Error ? error.message : String(error));
  return 2;
});

async function run([command = 'serve', name, ...more]: readonly string[]): Promise<number> {
  if (values.help) return (say(usage), 0);
  if (more.length === 0) {
    if (command === 'serve' && name === undefined) return serve();
    if (command === 'judge' && name === undefined) return judgeAll();
    if (command === 'token' && name !== undefined) return giveToken(name);
    if (command === 'revoke' && name !== undefined) {
      say(`${revokeTokens(tokensFile(folder), name)} tokens of ${name} were taken back.`);
      return 0;
    }
  }
  complain(usage);
  return 2;
}

async function serve(): Promise<number> {
  const upstream = await startUpstream({
    folder,
    databaseUrl,
    port: Number(values.port),
    signingKey: signingKey(),
    onTrouble: (error) => complain(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  say(`The upstream serves at ${upstream.address} (${upstream.db.engine}, ${folder}).`);
  if (athletesOf(tokensFile(folder)).length === 0) {
    say('Nobody has a token yet: npm run upstream -- token NAME');
  }
  await new Promise<void>((stop) => {
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  await upstream.close();
  return 0;
}

function giveToken(name: string): number {
  const role = values.operator ? 'operator' : 'athlete';
  say(issueToken(tokensFile(folder), { name, role, now: new Date() }));
  return 0;
}

/** 1 where anything was lost or came twice. */
async function judgeAll(): Promise<number> {
  const db = await openDatabase(folder, databaseUrl);
  let isSound = true;
  for (const athlete of new Map(
    athletesOf(tokensFile(folder)).map((each) => [each.athlete_id, each]),
  ).values()) {
    const { accepted, created, open, lost, twice } = await judge(db, athlete.athlete_id);
    say(
      `${athlete.name}: ${accepted} accepted, ${created} written, ${open.length} waiting, ${lost.length} lost, ${twice.length} twice`,
    );
    for (const key of [...lost, ...twice]) say(`  ${key}`);
    isSound &&= lost.length === 0 && twice.length === 0;
  }
  await db.close();
  return isSound ? 0 : 1;
}

function signingKey(): KeyObject | null {
  const file = values['sign-with'];
  return file === undefined ? null : createPrivateKey(readFileSync(here(file)));
}
