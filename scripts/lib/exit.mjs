/**
 * Every way a command of this repository can end, with the exit code a caller may rely on. docs/operations.md prints this table;
 * a test compares the two.
 */
export const EXITS = {
  ok: { code: 0, means: 'done, or stopped by Ctrl-C' },
  unexpected: { code: 1, means: 'a failed test, or an error nobody foresaw; the message is printed' },
  usage: { code: 2, means: 'an option or setting that does not exist or does not fit' },
  node_too_old: { code: 3, means: 'Node.js is older than 20.19' },
  port_taken: { code: 10, means: 'PORT, or every port of 3000–3019, is in use' },
  no_network: { code: 11, means: 'packages are missing and the registry cannot be reached' },
  disk_full: { code: 12, means: 'too little free space where the data or the packages go' },
  no_mongod: { code: 13, means: 'no mongod to be had, or the one found does not run' },
  already_running: { code: 14, means: 'another start holds the same data folder' },
  build_failed: { code: 15, means: 'installing or building failed; the log is named' },
  mongod_lost: { code: 16, means: 'mongod ended while the system was serving' },
  database_unreachable: { code: 17, means: 'MONGODB_URI names a database that does not answer' },
  wipe_refused: { code: 18, means: '--fresh without a yes, or with MONGODB_URI' },
  not_empty: { code: 19, means: '--demo on a database that already holds data' },
  rows_aside: { code: 20, means: 'ingest: every file was read to its end, some rows were kept aside; they are listed with reason and way out' },
  file_stopped: { code: 21, means: 'ingest: a file was refused, or read only up to a fault that is named; sending it again changes nothing twice' },
  replay_differs: { code: 22, means: 'grade:replay: a stored result comes out differently; each field is named' },
  replay_impossible: { code: 23, means: 'grade:replay: there is no result of that day, or what it rested on was erased by law; the reason is named' },
  servers_behind: { code: 24, means: 'keys:rotate, keys:rehash: a running server does not have the new key yet; the same command goes on later' },
  key_in_use: { code: 25, means: 'keys:rotate --retire, keys:rehash: a value still needs the old key; its collection is named' },
  rotation_running: { code: 26, means: 'keys:rotate, keys:rehash: another one is under way' },
  register_broken: { code: 27, means: 'register:verify: the register of looks was changed; its first broken place is named' },
  proof_forged: { code: 28, means: 'proof:verify: this is no proof of ours, or it was changed; what is wrong is named' },
  proof_expired: { code: 29, means: 'proof:verify: genuine, and its 24 hours are over' },
  proof_other_viewer: { code: 30, means: 'proof:verify: genuine, and given to another viewer than --viewer names' },
};

/** A foreseen end: one sentence for the person at the terminal, and the exit code that goes with it. */
export class Stop extends Error {
  constructor(name, sentence) {
    super(sentence);
    this.exit = EXITS[name];
  }
}

const DISK = /ENOSPC|EDQUOT|EFBIG|No space left on device|Disk quota exceeded|File too large/i;
const NETWORK = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|network request .*failed/i;

/** Turns what a child process or the file system said into a foreseen end, where it is one. */
export function asStop(error, { network = false } = {}) {
  if (error instanceof Stop) return error;
  // an option a command does not know is the caller's to mend, whichever command it is
  if (`${error?.code}`.startsWith('ERR_PARSE_ARGS')) return new Stop('usage', error.message.split('\n')[0]);
  const text = `${error?.code ?? ''} ${error?.message ?? error}`;
  if (DISK.test(text)) return new Stop('disk_full', 'The disk is full. Free some space (or point DATA_DIR at another disk) and start again.');
  if (network && NETWORK.test(text))
    return new Stop(
      'no_network',
      'Packages have to be fetched once and the package registry cannot be reached. Connect to a network (or set npm_config_registry) and start again.',
    );
  return error;
}
