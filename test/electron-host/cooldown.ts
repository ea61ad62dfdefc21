// `npm run cooldown`: the app as a command, without a window. Started by cooldown.mjs, once everything is built.
import { chooseHost, describeHost } from './find-host.ts';
import { probeHost } from './probe-host.ts';
import { repository, runHost } from './run-host.ts';

/** The command itself could not run; see the app's own exit statuses. */
const couldNotRun = 2;

const environment = { ...process.env, COOLDOWN_HEADLESS: '1' };
const choice = chooseHost(probeHost(environment));
if (choice.kind === 'none') {
  process.stderr.write(`${describeHost(choice)}\n`);
  process.exit(couldNotRun);
}
process.exit(
  await runHost({
    choice,
    app: repository,
    args: process.argv.slice(2),
    workingFolder: process.cwd(),
    environment,
  }),
);
