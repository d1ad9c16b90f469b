import { identityCheckCharacter } from '@binhai/shared/identifiers/identity';

let serial = 0;
/** An invented resident number with a true check character, new each time. */
export function freshNumber(birth = '19880117'): string {
  const body = `120116${birth}${String(++serial).padStart(3, '0')}`;
  return body + identityCheckCharacter(body);
}
