import * as z from 'zod/mini';
import { defineEndpoint } from './http.js';

export const LoginBody = z.strictObject({ code: z.string('请输入登录码').check(z.minLength(1, '请输入登录码'), z.maxLength(64)) });
export const login = defineEndpoint({
  id: 'auth.login',
  method: 'POST',
  path: '/api/login',
  who: 'public',
  summary: '沙箱登录',
  body: LoginBody,
  reply: z.object({ token: z.string() }),
  errors: ['INVALID_INPUT', 'LOGIN_REFUSED'],
});
