import { randomInt } from 'node:crypto';
import { SHORT_CODE_ALPHABET, SHORT_CODE_LENGTH } from '@binhai/shared/identifiers/short-code';

/** A code of eight characters to be typed by hand: 39.6 bits of chance, so where it is asked for guesses must be counted. */
export const newShortCode = (): string => Array.from({ length: SHORT_CODE_LENGTH }, () => SHORT_CODE_ALPHABET[randomInt(SHORT_CODE_ALPHABET.length)]).join('');
