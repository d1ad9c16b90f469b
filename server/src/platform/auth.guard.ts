import type { Endpoint } from '@binhai/shared/contract/http';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { CONFIG, type Config } from '../config.js';
import { ActorSource } from './actor-source.js';
import { Ahead } from './ahead.js';
import { AppError } from './app-error.js';
import type { Actor, Channel, RequestContext } from './context.js';
import { deprecationHeaders } from './deprecation.js';
import { type ContextualRequest, ENDPOINT } from './endpoint.decorator.js';
import { isLoopback } from './loopback.js';
import { PartnerSource } from './partner-source.js';
import { Tokens } from './tokens.js';

const older = (a: string, floor: string) => {
  const [x, y] = [a, floor].map((v) => v.split('.').map(Number));
  for (let i = 0; i < 3; i++) if ((x?.[i] ?? 0) !== (y?.[i] ?? 0)) return (x?.[i] ?? 0) < (y?.[i] ?? 0);
  return false;
};

/** Closed by default: token → actor or signature → partner, then the endpoint's `who`, `assurance`, `stepUp` and `sandbox`. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly tokens: Tokens,
    private readonly actors: ActorSource,
    private readonly partners: PartnerSource,
    private readonly ahead: Ahead,
    private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const endpoint = this.reflector.get<Endpoint | undefined>(ENDPOINT, execution.getHandler());
    const http = execution.switchToHttp();
    const req = http.getRequest<ContextualRequest>();
    if (endpoint?.deprecated) http.getResponse<FastifyReply>().headers(deprecationHeaders(endpoint.deprecated));
    if (endpoint?.who === 'partner') {
      req.context_ = this.contextOf(req, http.getResponse<FastifyReply>(), null, undefined, await this.partners.partnerOf(req, endpoint));
      return true;
    }
    const app = this.clientOf(req);
    if (app && older(app.version, this.config.CLIENT_FLOOR)) throw new AppError('client_too_old');
    const actor = await this.actorOf(req, endpoint, app?.target ?? null);
    req.context_ = this.contextOf(req, http.getResponse<FastifyReply>(), app, actor);
    if (!endpoint) throw new AppError('path_unknown');
    if (endpoint.sandbox && !(this.config.SANDBOX && req.context_.loopback)) throw new AppError('path_unknown');
    if (endpoint.who === 'public') return true;
    if (!actor) throw new AppError('auth_required');
    if (actor.leaving && !endpoint.whileLeaving) throw new AppError('rights_leaving');
    if (actor.terminal && !endpoint.atTerminal) throw new AppError('counter_terminal_only');
    if (Array.isArray(endpoint.who) && !endpoint.who.includes(actor.role)) throw new AppError('auth_forbidden');
    if (endpoint.scope && actor.role === 'handler' && actor.scope.length > 0 && !actor.scope.includes(endpoint.scope)) throw new AppError('firm_scope_missing');
    const high = endpoint.assurance === 'high' || endpoint.stepUp;
    if ((endpoint.assurance || high) && actor.assurance === 'none') throw new AppError('identity_basic_required');
    if (high && !actor.highOnThisDevice) throw new AppError('identity_high_required');
    if (endpoint.stepUp && !actor.steppedUpUntil) throw new AppError('step_up_needed');
    return true;
  }

  private async actorOf(req: ContextualRequest, endpoint: Endpoint | undefined, channel: Channel | null): Promise<Actor | undefined> {
    const { authorization } = req.headers;
    if (authorization === undefined) return undefined;
    const token = /^Bearer ([A-Za-z0-9_.-]{1,2000})$/.exec(authorization)?.[1];
    const claims = token ? this.tokens.verify(token) : null;
    const actor = claims ? await this.ahead.with(endpoint, claims.sub, req.params, () => this.actors.actorOf(claims, channel)) : null;
    if (!actor) throw new AppError('auth_token_invalid');
    return actor;
  }
  private clientOf(req: ContextualRequest): RequestContext['app'] {
    const m = /^(h5|weapp)\/(\d{1,4}\.\d{1,4}\.\d{1,4})$/.exec(String(req.headers['x-app-version'] ?? ''));
    return m ? { target: m[1] as Channel, version: m[2] as string } : null;
  }
  private contextOf(
    req: ContextualRequest,
    reply: FastifyReply,
    app: RequestContext['app'],
    actor: Actor | undefined,
    partner?: RequestContext['partner'],
  ): RequestContext {
    const secure = !this.config.SANDBOX;
    return {
      requestId: String(req.id),
      ip: req.ip,
      loopback: isLoopback(req),
      app,
      actor,
      partner,
      cookie: (name) => req.cookies[name],
      setCookie: (name, value, { path, maxAge }) =>
        void reply.setCookie(name, value, { path, maxAge: value ? maxAge : 0, httpOnly: true, secure, sameSite: 'strict' }),
    };
  }
}
