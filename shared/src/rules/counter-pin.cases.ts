import { suite } from '../cases.js';
import { checkPin } from './counter-pin.js';

export const suites = [
  suite('a PIN that may be set', 'product C8', checkPin, [
    ['six digits of no pattern', '407193', 'ok'],
    ['a nought in front counts', '080619', 'ok'],
    ['two the same beside each other', '112059', 'ok'],
    ['five digits', '40719', 'form'],
    ['a letter', '40719a', 'form'],
    ['all the same', '888888', 'easy'],
    ['counting up', '123456', 'easy'],
    ['counting up past nine', '789012', 'easy'],
    ['counting down', '654321', 'easy'],
    ['one half twice', '520520', 'easy'],
    ['a mirror', '123321', 'easy'],
  ]),
];
