import type { Endpoint } from '@binhai/shared';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { JwtService } from '@nestjs/jwt';
import { AppError } from './app-error.js';

export interface Actor {
  readonly id: string;
}

/** Closed by default: a route without a contract row, or one that is not public, needs a valid token. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly jwt: JwtService,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const endpoint = this.reflector.get<Endpoint | undefined>('endpoint', context.getHandler());
    const req = context.switchToHttp().getRequest<{ headers: { authorization?: string }; actor?: Actor }>();
    const token = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1];
    if (token) {
      try {
        req.actor = { id: this.jwt.verify<{ sub: string }>(token).sub };
      } catch {
        throw new AppError('UNAUTHENTICATED');
      }
    }
    if (endpoint?.who !== 'public' && !req.actor) throw new AppError('UNAUTHENTICATED');
    return true;
  }
}
