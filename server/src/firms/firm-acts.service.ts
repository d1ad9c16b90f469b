import type { firmActs } from '@binhai/shared/contract/firms';
import type { ReplyOf } from '@binhai/shared/contract/http';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { Clock } from '../platform/clock.js';
import { timeId } from '../platform/id.js';
import { native } from '../platform/native.js';
import { FirmAct, type FirmActKind } from './firm-act.schema.js';

const PAGE = 20;
const WORDS: Record<FirmActKind, string> = {
  bound: '用电子营业执照绑定企业',
  bound_at_window: '在服务窗口绑定企业',
  ended: '法定代表人身份解除',
  ended_at_window: '在服务窗口解除法定代表人身份',
  invited: '邀请经办人',
  asked: '申请做经办人',
  revoked: '收回邀请或申请',
  accepted: '接受邀请',
  declined: '谢绝',
  confirmed: '确认经办人',
  removed: '解除经办人',
  left: '退出经办',
};
/** Whose hand it was: a handler's or representative's number, or the number of who stood at the window. */
export interface Hand {
  readonly personId: string;
  readonly staffNumber: string;
}

/** What was done in a firm's name, by whose hand (product A8). */
@Injectable()
export class FirmActsService {
  constructor(
    @InjectModel(FirmAct.name) private readonly acts: Model<FirmAct>,
    private readonly clock: Clock,
  ) {}

  /** In the transaction of the act itself. */
  async add(organisationId: string, act: FirmActKind, by: Hand, about: string, session: ClientSession): Promise<void> {
    const at = this.clock.now();
    await native(this.acts).insertOne({ _id: timeId(at), organisationId, personId: by.personId, staffNumber: by.staffNumber, act, about, at }, { session });
  }
  /** Newest first; nothing personal, numbers only. */
  async page(organisationId: string, after: string | undefined): Promise<ReplyOf<typeof firmActs>> {
    const filter = after === undefined ? { organisationId } : { organisationId, _id: { $lt: after } };
    const found = await native(this.acts) // index {organisationId, _id}
      .find(filter)
      .sort({ _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const items = found.slice(0, PAGE).map((a) => ({ id: a._id, at: a.at.toISOString(), staffNumber: a.staffNumber, act: WORDS[a.act], about: a.about }));
    return { items, next: found.length > PAGE ? (items.at(-1)?.id ?? null) : null };
  }
}
