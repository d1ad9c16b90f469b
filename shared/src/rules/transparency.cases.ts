import { suite } from '../cases.js';
import { publishedCount } from './transparency.js';

export const suites = [
  suite('published counts', 'product E9', publishedCount, [
    ['no source yet is not nought', null, { state: 'not_open' }],
    ['nought with a source', 0, { state: 'number', value: 0 }],
    ['one person', 1, { state: 'few' }],
    ['four', 4, { state: 'few' }],
    ['five', 5, { state: 'number', value: 5 }],
    ['many', 91_204, { state: 'number', value: 91_204 }],
  ]),
];
