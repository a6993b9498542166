// Which claims are there, by kind, status, name, source and time?
//
// The claims themselves, as the articles make them, the newest first. All filters are optional and narrow each other.
//
// @param predicate: predicate = null -- Only claims of this kind.
// @param status: status = null -- Only claims of this status.
// @param entity: entity = null -- Only claims with this subject, object or team.
// @param source: source = null -- Only claims published by this outlet or attributed to this outlet or person.
// @param since: date = null -- Only articles of this day or later.
// @param until: date = null -- Only articles before this day.
// @param min_confidence: float 0..1 = 0.0 -- Only claims that the extractor was at least this sure of.
// @column claim: id -- Id of the claim, for the question evidence.
// @column reported: date -- Date of the article.
// @column subject: string -- Whom the claim is about.
// @column predicate: string -- What it says.
// @column object: string -- Its other end.
// @column team: string -- The team of a succession or title.
// @column status: string -- How sure the article makes it.
// @column tense: string -- current or former.
// @column role: string -- The post.
// @column since: date -- First day there.
// @column until: date -- Last day there, or of the contract.
// @column when: date -- Day of the event, or year of the title.
// @column manner: string -- How the time at the team ends.
// @column said_by: strings -- Everyone named as a source of the claim.
// @column outlet: string -- Who published it.
// @column confidence: float -- The extractor's certainty, 0 to 1.
// @column extractor: string -- Which extractor made the claim.
// @column sentence: string -- The evidence, word for word.
// @column subject_id: id -- Id of the subject.
// @column object_id: id -- Id of the object.
// @column url: string -- Address of the article.
// @table reported subject predicate object status said_by outlet confidence sentence claim
// @edges subject_id predicate object_id
// @example predicate=candidate_for status=reported since=2023-11
// @example entity="Real Madrid" source=Relevo
CALL {
  UNWIND CASE WHEN $entity IS NULL THEN [] ELSE [$entity] END AS key
  MATCH (:Entity {id: key})<-[:SUBJECT|OBJECT|AT]-(c:Claim)
  RETURN DISTINCT c
  UNION ALL
  UNWIND CASE WHEN $entity IS NULL AND $source IS NOT NULL THEN [$source] ELSE [] END AS key
  MATCH (:Entity {id: key})<-[:ATTRIBUTED_TO]-(c:Claim)
  RETURN c
  UNION ALL
  UNWIND CASE WHEN $entity IS NULL AND $source IS NOT NULL THEN [$source] ELSE [] END AS key
  MATCH (:Entity {id: key})-[:PUBLISHED]->(:Article)-[:STATES]->(c:Claim)
  WHERE NOT EXISTS { MATCH (c)-[:ATTRIBUTED_TO]->(:Entity {id: $source}) }
  RETURN c
  UNION ALL
  UNWIND CASE WHEN $entity IS NULL AND $source IS NULL AND $since IS NOT NULL THEN [date($since)] ELSE [] END AS day
  MATCH (c:Claim) WHERE c.reported_on >= day
  RETURN c
  UNION ALL
  UNWIND CASE WHEN $entity IS NULL AND $source IS NULL AND $since IS NULL THEN [1] ELSE [] END AS all
  MATCH (c:Claim)
  RETURN c
}
WITH c
WHERE ($predicate IS NULL OR c.predicate = $predicate)
  AND ($status IS NULL OR c.status = $status)
  AND c.confidence >= $min_confidence
  AND ($since IS NULL OR substring(coalesce(c.reported, '') + '-01-01', 0, 10) >= $since)
  AND ($until IS NULL OR (c.reported IS NOT NULL AND substring(c.reported + '-01-01', 0, 10) < $until))
  AND ($source IS NULL
    OR EXISTS { MATCH (c)-[:ATTRIBUTED_TO]->(:Entity {id: $source}) }
    OR EXISTS { MATCH (c)<-[:STATES]-(:Article)<-[:PUBLISHED]-(:Entity {id: $source}) })
WITH c ORDER BY coalesce(c.reported, '') DESC, c.article, c.start, c.id /* page */
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (c)-[:AT]->(t:Entity)
OPTIONAL MATCH (a:Article)-[:STATES]->(c)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(x:Entity)
WITH c, s, o, t, a, x ORDER BY x.name
WITH c, s, o, t, a, collect(x.name) AS said_by
RETURN
  c.id AS claim, c.reported AS reported, s.name AS subject, c.predicate AS predicate, o.name AS object,
  t.name AS team, c.status AS status, c.tense AS tense, c.role AS role, c.since AS since, c.until AS until,
  coalesce(c.when, c.year) AS when, c.manner AS manner, said_by, a.outlet AS outlet, c.confidence AS confidence,
  c.extractor AS extractor, c.evidence AS sentence, s.id AS subject_id, o.id AS object_id, a.url AS url
ORDER BY coalesce(reported, '') DESC, c.article, c.start, claim
