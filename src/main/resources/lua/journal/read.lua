-- read: a member's hot state, to fill a cache.
-- KEYS  1 meta (hash)   2 the member (hash)   3 .. pages (string)
-- ARGV  1 generation
-- Answers FENCED | COLD | OK {field value ..} {page or '' ..}; a page is
-- '<partition sequence> <generation> <content>', and '' if it is from before the last rebuild
local meta = redis.call('HMGET', KEYS[1], 'run', 'gen', 'since')
if meta[1] ~= '@FENCE@' or meta[2] ~= ARGV[1] then return {'FENCED'} end
local stamp = redis.call('HGET', KEYS[2], 'gen')
if not stamp or tonumber(stamp) < tonumber(meta[3]) then return {'COLD'} end
local pages = {}
for i = 3, #KEYS do
  local page = redis.call('GET', KEYS[i])
  if page and tonumber(string.match(page, '^%d+ (%d+)')) < tonumber(meta[3]) then page = false end
  pages[i - 2] = page or ''
end
return {'OK', redis.call('HGETALL', KEYS[2]), pages}
