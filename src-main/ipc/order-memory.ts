// Which orders a new engine has to be told again, in their order: each until what it asks for is done. Pure but for its
// own list, which holds no more than what is under way.
import type { EngineOrder, EngineReport } from '../../src-worker/contract/engine-messages.ts';
import { assertNever } from '../../src-worker/contract/result.ts';

export interface OrderMemory {
  keep(order: EngineOrder): void;
  /** Forgets what the report says is done. */
  settle(report: EngineReport): void;
  /** Gives back the files that were told of it and not settled. */
  forget(importId: string): readonly string[];
  unfinished(): readonly EngineOrder[];
}

export function createOrderMemory(): OrderMemory {
  const orders = new Map<string, EngineOrder>();
  return {
    keep(order) {
      const key = keyOf(order);
      if (key === null) return;
      // The newest listing of an import says all that the earlier ones said, and has to come after its files.
      orders.delete(key);
      orders.set(key, order);
    },
    settle(report) {
      for (const key of settledBy(report)) orders.delete(key);
    },
    forget(importId) {
      const files: string[] = [];
      for (const [key, order] of orders) {
        if (importOf(order) !== importId) continue;
        orders.delete(key);
        if (isOfFile(order)) files.push(order.file.fileId);
      }
      return files;
    },
    unfinished: () => [...orders.values()],
  };
}

/** Null for what is said to one engine only. */
function keyOf(order: EngineOrder): string | null {
  switch (order.type) {
    case 'app_started':
      return 'app';
    case 'import_started':
      return `import ${order.importId}`;
    case 'listed':
      return `listing ${order.listed.importId}`;
    case 'staged':
    case 'recognised':
    case 'refused':
      return `file ${order.file.fileId}`;
    case 'waiting_for_room':
      return 'room';
    case 'imports_paused':
      return 'pause';
    case 'import_called_off':
      return `call-off ${order.importId}`;
    case 'fault':
      return `fault ${order.fault.fault}`;
    case 'ask':
      return `question ${order.requestId}`;
    case 'page_died':
    case 'journal_opened':
    case 'journal_appended':
    case 'journal_rewritten':
      return null;
    default:
      return assertNever(order);
  }
}

type FileOrder = Extract<EngineOrder, { type: 'staged' | 'recognised' | 'refused' }>;

function isOfFile(order: EngineOrder): order is FileOrder {
  return order.type === 'staged' || order.type === 'recognised' || order.type === 'refused';
}

function importOf(order: EngineOrder): string | null {
  switch (order.type) {
    case 'import_started':
    case 'import_called_off':
      return order.importId;
    case 'listed':
      return order.listed.importId;
    case 'staged':
    case 'recognised':
    case 'refused':
      return order.file.importId;
    case 'app_started':
    case 'waiting_for_room':
    case 'imports_paused':
    case 'fault':
    case 'ask':
    case 'page_died':
    case 'journal_opened':
    case 'journal_appended':
    case 'journal_rewritten':
      return null;
    default:
      return assertNever(order);
  }
}

function settledBy(report: EngineReport): readonly string[] {
  switch (report.type) {
    case 'imports_open':
      return ['app'];
    case 'file_done':
    case 'not_known':
      return [`file ${report.fileId}`];
    case 'import_done':
      return ['import', 'listing', 'call-off'].map((what) => `${what} ${report.importId}`);
    case 'answer':
      return [`question ${report.requestId}`];
    case 'ready':
    case 'state':
    case 'database_broken':
    case 'engine_failed':
    case 'import_recorded':
    case 'reading':
    case 'part_done':
    case 'lines':
    case 'journal_open':
    case 'journal_append':
    case 'journal_rewrite':
    case 'crash_point':
    case 'crash_page':
    case 'trouble':
      return [];
    default:
      return assertNever(report);
  }
}
