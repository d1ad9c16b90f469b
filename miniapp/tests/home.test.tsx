import { expect, test } from '@jest/globals';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import Home from '../src/pages/home';
import Taro from './stubs/taro';

const answer = (status: number, data: unknown) =>
  Promise.resolve({ statusCode: status, header: { 'content-type': 'application/json' }, data: JSON.stringify(data) });

test('home lists the offers, checks the form with the contract schema, shows a refusal, signs in', async () => {
  Taro.request.mockImplementation((o) => {
    if (o.url.startsWith('http://api.test/api/offers')) return answer(200, { items: [{ id: 'o1', title: '停车', minGrade: 'good' }], next: null });
    return JSON.parse(o.data ?? '{}').code === 'ok'
      ? answer(200, { token: 't' })
      : answer(403, { code: 'LOGIN_REFUSED', message: '登录凭证无效', requestId: '1' });
  });
  render(<Home />);
  expect(await screen.findByText('停车')).toBeInTheDocument();
  const press = () => fireEvent.click(screen.getByRole('button', { name: '登录' }));
  press();
  expect(await screen.findByText('请输入登录码')).toBeInTheDocument();
  fireEvent.change(screen.getByLabelText('登录码'), { target: { value: 'no' } });
  press();
  expect(await screen.findByText('登录凭证无效')).toBeInTheDocument();
  fireEvent.change(screen.getByLabelText('登录码'), { target: { value: 'ok' } });
  press();
  await waitFor(() => expect(Taro.navigateTo).toHaveBeenCalledWith({ url: '/packages/me/index' }));
});
