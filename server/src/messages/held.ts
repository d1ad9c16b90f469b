import { held } from '../platform/held.js';
import { fill, MESSAGES, type MessageKind } from './texts.js';

export const MESSAGES_HELD = [
  held({
    collection: 'messages',
    title: '消息',
    holds: '收件箱里的消息和你读的时间，不含姓名、证件号和等级',
    why: '告诉你办事的结果',
    law: '个人信息保护法第十三条（你的同意）',
    kept: '400 天',
    by: { personId: 'person' },
    atDeletion: { do: 'erase' },
    copied: {
      kind: {
        label: '消息',
        say: (kind, doc) => {
          const { title, text } = MESSAGES[kind as MessageKind];
          return `${title}：${fill(text, doc.params as Record<string, string>)}`;
        },
      },
      at: '时间',
      readAt: '读的时间',
    },
    inner: ['_id', 'params'],
  }),
];
