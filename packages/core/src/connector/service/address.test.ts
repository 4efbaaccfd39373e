import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseAddress } from './address.ts';

describe('an address', () => {
  it('is read as SpaceONE writes it', () => {
    assert.deepEqual(parseAddress('grpc://identity:50051'), { target: 'identity:50051', tls: false });
    assert.deepEqual(parseAddress('grpc+ssl://a.b:443/v1'), { target: 'a.b:443', tls: true });
    assert.deepEqual(parseAddress('grpc://[::1]:1'), { target: '[::1]:1', tls: false });
  });

  it('of another form is refused with what was expected', () => {
    for (const wrong of ['http://a:1', 'grpc://a', 'grpc://a:b', 'a:1', '']) {
      assert.throws(() => parseAddress(wrong), /grpc:\/\/HOST:PORT/);
    }
  });
});
