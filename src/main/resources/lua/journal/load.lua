-- load: brings idempotency records back after a rebuild, without touching newer ones.
-- KEYS  1 meta (hash)   2 .. records (string)
-- ARGV  1 generation    2 "1" with the last ones: from then on a record that is not here was never written
--       3 .. for each record: value, life in milliseconds
-- Answers FENCED | OK
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'since')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
for i = 2, #KEYS do
  local a = 3 + 2 * (i - 2)
  redis.call('SET', KEYS[i], ARGV[a], 'PX', ARGV[a + 1], 'NX')
end
if ARGV[2] == '1' then redis.call('HSET', KEYS[1], 'loaded', meta[3]) end
return {'OK'}
