import { expect, test } from 'vitest';
import { attempt, failureFromError, type Step } from '../../../src-main/intake/system-failure.ts';

const answered = (code: string) => Object.assign(new Error('what a system says'), { code });

const rows: readonly (readonly [Step, string, unknown])[] = [
  ['reach_named', 'ENOENT', { kind: 'path_not_found' }],
  ['reach_named', 'ENOTDIR', { kind: 'path_not_found' }],
  ['reach_named', 'ERR_INVALID_ARG_VALUE', { kind: 'path_not_found' }],
  ['reach_named', 'EACCES', { kind: 'permission_denied' }],
  ['reach_named', 'EPERM', { kind: 'permission_denied' }],
  ['reach_named', 'ELOOP', { kind: 'link_skipped' }],
  ['reach_named', 'ENODEV', { kind: 'vanished_while_reading' }],
  ['reach_named', 'EIO', { kind: 'read_failed', systemCode: 'EIO' }],
  ['reach_named', 'ENAMETOOLONG', { kind: 'read_failed', systemCode: 'ENAMETOOLONG' }],
  ['resolve_link', 'ENOENT', { kind: 'link_broken' }],
  ['resolve_link', 'ENOTDIR', { kind: 'link_broken' }],
  ['resolve_link', 'ELOOP', { kind: 'link_broken' }],
  ['resolve_link', 'EACCES', { kind: 'permission_denied' }],
  ['reach_found', 'ENOENT', { kind: 'vanished_while_reading' }],
  ['reach_found', 'ENOTDIR', { kind: 'vanished_while_reading' }],
  ['reach_found', 'EACCES', { kind: 'permission_denied' }],
  ['reach_found', 'ELOOP', { kind: 'link_skipped' }],
  ['reach_found', 'ENXIO', { kind: 'not_a_regular_file', what: 'socket' }],
  ['reach_found', 'EISDIR', { kind: 'not_a_regular_file', what: 'folder' }],
  ['reach_found', 'EMFILE', { kind: 'read_failed', systemCode: 'EMFILE' }],
  ['list_folder', 'EACCES', { kind: 'permission_denied' }],
  ['list_folder', 'ENOENT', { kind: 'vanished_while_reading' }],
  ['list_folder', 'ENOTDIR', { kind: 'changed_while_reading' }],
  ['list_folder', 'ENOTCONN', { kind: 'vanished_while_reading' }],
  ['list_folder', 'EIO', { kind: 'read_failed', systemCode: 'EIO' }],
  ['read', 'EIO', { kind: 'read_failed', systemCode: 'EIO' }],
  ['read', 'ENODEV', { kind: 'vanished_while_reading' }],
  ['read', 'ENOTCONN', { kind: 'vanished_while_reading' }],
  ['read', 'ESTALE', { kind: 'vanished_while_reading' }],
  ['read', 'ENXIO', { kind: 'vanished_while_reading' }],
  ['read', 'EACCES', { kind: 'permission_denied' }],
  ['read', 'ENOSPC', { kind: 'read_failed', systemCode: 'ENOSPC' }],
  ['write_copy', 'ENOSPC', { kind: 'disk_full' }],
  ['write_copy', 'EDQUOT', { kind: 'disk_full' }],
  ['write_copy', 'EACCES', { kind: 'read_failed', systemCode: 'EACCES' }],
  ['write_copy', 'ENOENT', { kind: 'read_failed', systemCode: 'ENOENT' }],
];

test.each(rows)('At the step %s, the system answering %s means %o', (step, code, failure) => {
  expect(failureFromError(step, answered(code))).toEqual(failure);
});

test('What is thrown without a code is a bug of ours, and still ends as a named failure', async () => {
  const thrown: readonly unknown[] = [new TypeError('x is undefined'), 'a text', null, { code: 7 }];
  const ended = await Promise.all(
    thrown.map((error) =>
      attempt('read', () => {
        throw error;
      }),
    ),
  );
  const failure = { kind: 'read_failed', systemCode: 'UNKNOWN' };
  expect(ended).toEqual(thrown.map(() => ({ ok: false, failure })));
});

test('A code that is also the name of something every object has is no row of the table', () => {
  expect(failureFromError('read', answered('constructor'))).toEqual({
    kind: 'read_failed',
    systemCode: 'constructor',
  });
});
