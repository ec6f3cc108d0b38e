#ifndef IKU_SERVICES_COLLECTION_SURVEY_SURVEY_COLUMNS_H_
#define IKU_SERVICES_COLLECTION_SURVEY_SURVEY_COLUMNS_H_

// Tallies hold a column for each element and score. SQL that names them all
// repeats one of these for each element, in the order of kElements.
#define IKU_FOR_ELEMENTS(text)                                                \
  text("requirements") text("procedure") text("time") text("cost")            \
      text("product") text("competence") text("behaviour") text("facilities") \
          text("complaints")

#define IKU_SCORES(element) \
  ", " element "_1, " element "_2, " element "_3, " element "_4"
#define IKU_SUM_SCORES(element)                                                \
  ", sum(" element "_1), sum(" element "_2), sum(" element "_3), sum(" element \
  "_4)"

#endif  // IKU_SERVICES_COLLECTION_SURVEY_SURVEY_COLUMNS_H_
