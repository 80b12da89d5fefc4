-- Puts members' absolute scores on one leaderboard. Each carries the member's sequence, and an older one than known
-- changes nothing, so it does not matter how often or in which order they come.
-- KEYS[1] sorted set of members by score
-- KEYS[2] hash member -> sequence of the score, and 'built' -> the generation in which it was complete
-- ARGV[1] epoch second after which both may go; 0 for never
-- ARGV[2] generation in which this completes the board; '' for just these scores
-- ARGV[3..] member, sequence, score (0 takes the member off), in turn
for i = 3, #ARGV, 3 do
  local known = redis.call('HGET', KEYS[2], ARGV[i])
  if not known or tonumber(ARGV[i + 1]) > tonumber(known) then
    redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
    if ARGV[i + 2] == '0' then
      redis.call('ZREM', KEYS[1], ARGV[i])
    else
      redis.call('ZADD', KEYS[1], ARGV[i + 2], ARGV[i])
    end
  end
end
if ARGV[2] ~= '' then
  redis.call('HSET', KEYS[2], 'built', ARGV[2])
end
if ARGV[1] ~= '0' then
  redis.call('EXPIREAT', KEYS[1], ARGV[1])
  redis.call('EXPIREAT', KEYS[2], ARGV[1])
end
return 1
