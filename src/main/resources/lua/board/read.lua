-- Reads a stretch of one leaderboard at one moment. Equal scores have equal ranks: one more than those above them.
-- KEYS[1] sorted set of members by score
-- KEYS[2] hash with 'built'
-- ARGV[1] generation in which it must have been complete
-- ARGV[2] a member to look around, or '' for the top
-- ARGV[3] how many: of the top, or on each side of the member
-- returns 'STALE', or {size, rank of the first, places above it, member, score, member, score, ...}; only the size if there is
-- nobody, or the member has no rank
if redis.call('HGET', KEYS[2], 'built') ~= ARGV[1] then
  return 'STALE'
end
local size = redis.call('ZCARD', KEYS[1])
local from, to = 0, tonumber(ARGV[3]) - 1
if ARGV[2] ~= '' then
  local place = redis.call('ZREVRANK', KEYS[1], ARGV[2])
  if not place then
    return {size}
  end
  from, to = math.max(0, place - ARGV[3]), place + ARGV[3]
end
local rows = redis.call('ZREVRANGE', KEYS[1], from, to, 'WITHSCORES')
if #rows == 0 then
  return {size}
end
local reply = {size, 1 + redis.call('ZCOUNT', KEYS[1], '(' .. rows[2], '+inf')}
-- a member further down may tie with one above the stretch; the rank of each but the first follows from its place
reply[3] = from
for i = 1, #rows do
  reply[3 + i] = rows[i]
end
return reply
