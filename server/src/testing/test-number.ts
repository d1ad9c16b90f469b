import { identityCheckCharacter } from '@binhai/shared/identifiers/identity';
import { organisationCheckCharacter, usccCheckCharacter } from '@binhai/shared/identifiers/uscc';

let serial = 0;
/** An invented resident number with a true check character, new each time. */
export function freshNumber(birth = '19880117'): string {
  const body = `120116${birth}${String(++serial).padStart(3, '0')}`;
  return body + identityCheckCharacter(body);
}
/** An invented USCC of a company with true check characters, new each time. */
export function freshCode(): string {
  const organisation = `MA0T${String(++serial).padStart(4, '0')}`;
  const body = `91120116${organisation}${organisationCheckCharacter(organisation)}`;
  return body + usccCheckCharacter(body);
}
