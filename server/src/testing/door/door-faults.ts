import mongoose from 'mongoose';
import { RegisterService } from '../../register/register.service.js';

const READS = ['find', 'findOne', 'aggregate', 'countDocuments', 'distinct'] as const;
const WRITES = ['insertOne', 'insertMany', 'updateOne', 'updateMany', 'findOneAndUpdate', 'replaceOne', 'bulkWrite', 'deleteOne', 'deleteMany'] as const;
const ENTRIES = ['own', 'each', 'other'] as const;

type Method = (this: { collectionName: string }, ...args: unknown[]) => unknown;
type Open = Record<string, Method>;
let undo: (() => void)[] = [];

function replace(target: Open, name: string, by: (real: Method) => Method): void {
  const real = target[name];
  if (!real) throw new Error(`nothing to break: ${name}`);
  target[name] = by(real);
  undo.push(() => {
    target[name] = real;
  });
}
/** Every operation of these names, on every collection that is meant, fails as if the database were away. */
function refuse(names: readonly string[], meant: (collection: string) => boolean): void {
  for (const name of names) {
    replace(
      mongoose.mongo.Collection.prototype as unknown as Open,
      name,
      (real) =>
        function (...args) {
          if (meant(this.collectionName)) throw new Error(`away: ${this.collectionName}.${name}`);
          return real.apply(this, args);
        },
    );
  }
}

/** From the moment the look is entered the database answers nothing more; only the register still takes it down. */
export function breakReadsAfterEntry(): void {
  let entered = false;
  refuse(READS, (c) => entered && (c === 'register_entries' || !c.startsWith('register_')));
  refuse(WRITES, (c) => entered && !c.startsWith('register_'));
  for (const name of ENTRIES) {
    replace(
      RegisterService.prototype as unknown as Open,
      name,
      (real) =>
        function (...args) {
          entered = true;
          return real.apply(this, args);
        },
    );
  }
}
/** The register takes nothing down any more. */
export const breakEntries = (): void => refuse(WRITES, (c) => c.startsWith('register_'));
export function healDoor(): void {
  for (const heal of undo.reverse()) heal();
  undo = [];
}
