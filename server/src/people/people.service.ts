import type { Me } from '@binhai/shared';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { AppError } from '../platform/app-error.js';
import { Resident } from './resident.schema.js';

@Injectable()
export class PeopleService {
  constructor(
    @InjectModel(Resident.name) private readonly residents: Model<Resident>,
    private readonly jwt: JwtService,
  ) {}

  async login(code: string): Promise<{ token: string }> {
    const r = await this.residents.findOne({ sandboxCode: { $eq: code } }, { _id: 1 }).lean();
    if (!r) throw new AppError('LOGIN_REFUSED');
    return { token: this.jwt.sign({ sub: r._id }) };
  }

  async me(id: string): Promise<Me> {
    const r = await this.residents.findById(id).lean();
    if (!r) throw new AppError('UNAUTHENTICATED');
    return { ...r, id }; // fields the reply schema does not name are dropped on the way out
  }
}
