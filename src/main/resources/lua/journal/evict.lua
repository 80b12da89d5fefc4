#!lua flags=allow-oom
-- evict: forgets a member or a page whose last entry Postgres has; it comes back when it is asked for.
-- KEYS  1 meta (hash)   2 the member (hash), or a page (string)   3 for a page: its member (hash)
-- ARGV  1 generation
-- Answers FENCED | KEPT (not flushed yet, or not there) | OK
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'flushed', 'evicted')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local at
if KEYS[3] then
  local page = redis.call('GET', KEYS[2])
  at = page and string.match(page, '^%d+')
else
  at = redis.call('HGET', KEYS[2], 'at')
end
if not at or tonumber(at) > tonumber(meta[3]) then return {'KEPT'} end
redis.call('DEL', KEYS[2])
if KEYS[3] then
  -- From now on a page that is not here may still stand in Postgres.
  if redis.call('EXISTS', KEYS[3]) == 1 then redis.call('HSET', KEYS[3], 'pages', '1') end
elseif tonumber(at) > tonumber(meta[4]) then
  redis.call('HSET', KEYS[1], 'evicted', at)
end
return {'OK'}
