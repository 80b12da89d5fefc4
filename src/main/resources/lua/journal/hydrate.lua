-- hydrate: brings a cold member back from what Postgres has.
-- KEYS  1 meta (hash)   2 the member (hash)
-- ARGV  1 generation    2 the partition's last sequence in the snapshot that was read
--       3 partition sequence of the member's last entry    4 .. field, value
-- Answers FENCED | STALE (read again: entries were evicted that the snapshot has not) | OK (also if it was there)
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'since', 'evicted')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local stamp = redis.call('HGET', KEYS[2], 'gen')
if stamp and tonumber(stamp) >= tonumber(meta[3]) then return {'OK'} end
if tonumber(ARGV[2]) < tonumber(meta[4]) then return {'STALE'} end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'gen', ARGV[1], 'at', ARGV[3], unpack(ARGV, 4))
return {'OK'}
