// Who reports what?
//
// For each outlet, and for each person who is named as a source: how many articles and claims it published, how sure it
// made them, and how often others name it as their source.
//
// @param outlet: source = null -- Only this outlet or person.
// @param team: team = null -- Only claims about this team.
// @param since: date = null -- Only articles of this day or later.
// @column source: string -- The outlet or person.
// @column kind: string -- outlet or person.
// @column published: int -- Claims in its own articles.
// @column articles: int -- Its own articles that hold such claims.
// @column named: int -- Claims for which it is named as a source, in its own articles and in others'.
// @column confirmed: int -- Of all these, stated as fact.
// @column reported: int -- Of all these, carried as a report.
// @column speculated: int -- Of all these, given as a possibility.
// @column denied: int -- Of all these, denied.
// @column first_reported: date -- Date of the oldest.
// @column last_reported: date -- Date of the newest.
// @column source_id: id -- Id of the outlet or person.
// @table source published named confirmed reported speculated denied
// @example since=2023
// @example outlet=Relevo team="Real Madrid"
CALL {
  MATCH (s:Entity)-[:PUBLISHED]->(a:Article)-[:STATES]->(c:Claim)
  WHERE ($outlet IS NULL OR s.id = $outlet)
    AND ($since IS NULL OR substring(coalesce(c.reported, '') + '-01-01', 0, 10) >= $since)
    AND ($team IS NULL OR c.subject = $team OR c.object = $team OR c.team = $team)
  RETURN s, count(c) AS published, count(DISTINCT a.id) AS articles, 0 AS named,
    sum(CASE c.status WHEN 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
    sum(CASE c.status WHEN 'reported' THEN 1 ELSE 0 END) AS reported,
    sum(CASE c.status WHEN 'speculated' THEN 1 ELSE 0 END) AS speculated,
    sum(CASE c.status WHEN 'denied' THEN 1 ELSE 0 END) AS denied, min(c.reported) AS first, max(c.reported) AS last
  UNION ALL
  MATCH (s:Entity)<-[:ATTRIBUTED_TO]-(c:Claim)
  WHERE ($outlet IS NULL OR s.id = $outlet)
    AND ($since IS NULL OR substring(coalesce(c.reported, '') + '-01-01', 0, 10) >= $since)
    AND ($team IS NULL OR c.subject = $team OR c.object = $team OR c.team = $team)
  RETURN s, 0 AS published, 0 AS articles, count(c) AS named,
    sum(CASE c.status WHEN 'confirmed' THEN 1 ELSE 0 END) AS confirmed,
    sum(CASE c.status WHEN 'reported' THEN 1 ELSE 0 END) AS reported,
    sum(CASE c.status WHEN 'speculated' THEN 1 ELSE 0 END) AS speculated,
    sum(CASE c.status WHEN 'denied' THEN 1 ELSE 0 END) AS denied, min(c.reported) AS first, max(c.reported) AS last
  UNION ALL
  MATCH (s:Entity)-[:PUBLISHED]->(:Article)-[:STATES]->(c:Claim)-[:ATTRIBUTED_TO]->(twice:Entity)
  WHERE ($outlet IS NULL OR s.id = $outlet)
    AND ($since IS NULL OR substring(coalesce(c.reported, '') + '-01-01', 0, 10) >= $since)
    AND ($team IS NULL OR c.subject = $team OR c.object = $team OR c.team = $team)
    AND twice.id = s.id
  RETURN s, 0 AS published, 0 AS articles, 0 AS named,
    sum(CASE c.status WHEN 'confirmed' THEN -1 ELSE 0 END) AS confirmed,
    sum(CASE c.status WHEN 'reported' THEN -1 ELSE 0 END) AS reported,
    sum(CASE c.status WHEN 'speculated' THEN -1 ELSE 0 END) AS speculated,
    sum(CASE c.status WHEN 'denied' THEN -1 ELSE 0 END) AS denied, min(c.reported) AS first, max(c.reported) AS last
}
WITH s, sum(published) AS published, sum(articles) AS articles, sum(named) AS named, sum(confirmed) AS confirmed,
  sum(reported) AS reported, sum(speculated) AS speculated, sum(denied) AS denied, min(first) AS first,
  max(last) AS last
RETURN
  s.name AS source, s.kind AS kind, published, articles, named, confirmed, reported, speculated, denied,
  first AS first_reported, last AS last_reported, s.id AS source_id
ORDER BY published + named DESC, source, source_id
