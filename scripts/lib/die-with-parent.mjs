// Preloaded (--import) into a process that must not outlive the one that started it: a closed standard input means the starter is gone.
process.stdin.on('end', () => process.exit(0)).on('error', () => process.exit(0));
process.stdin.resume();
process.stdin.unref?.();
